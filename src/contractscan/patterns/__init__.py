"""The clause-pattern language: parse, compile, match, explain. It knows words and sentences, and no law."""
