"""Frozen data that every stage shares: columns, findings, tables, metrics, reports."""
