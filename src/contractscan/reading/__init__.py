"""Reading: bytes to Document. The only home of pdfplumber, pypdfium2, lxml, python-docx and tesseract."""
