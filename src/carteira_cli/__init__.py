"""Carteira: messy sales sheets in, one honest customer portfolio out."""

__version__ = "0.1.0"
