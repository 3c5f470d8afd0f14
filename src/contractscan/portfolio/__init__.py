"""Many contract sets: reviews over vendors, comparison of versions."""
