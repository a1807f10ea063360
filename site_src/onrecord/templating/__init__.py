"""What templates are made with: the folders of a theme, Jinja, what a template may ask, and words of the interface."""
