"""One widget per file. Widgets never import screens."""
