"""One screen per file, its style sheet beside it. Screens never import screens: they ask the application."""
