"""Measures the main job against the script that a user would write himself; see docs."""
