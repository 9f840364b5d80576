"""The workbook: each section of a report as one sheet that its owner can work in."""
