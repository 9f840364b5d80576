"""Programs that some tests need beside Python."""

NEEDED = {
    "libreoffice": ("LibreOffice (soffice)", ["soffice"]),
    "jq": ("jq", ["jq"]),
    "systemd": ("systemd (systemd-analyze)", ["systemd-analyze"]),
    "chromium": ("Chromium", ["chromium", "chromium-browser", "google-chrome"]),
}
"""What tests with a mark need: its name, and the programs of which one must be there."""
