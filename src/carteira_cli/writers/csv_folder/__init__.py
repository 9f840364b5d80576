"""The tables of the report as CSV files that a Brazilian Excel opens by a double click."""
