"""The words and number formats of the user's language; Portuguese is the source language."""
