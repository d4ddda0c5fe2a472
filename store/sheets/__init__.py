"""What is printed: self-contained HTML, made of values from the desk."""
