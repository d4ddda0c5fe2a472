"""Records: frozen values, each field declared once. Nothing here knows SQL, files or the clock."""
