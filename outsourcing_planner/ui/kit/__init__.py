"""What every view uses: the theme, icons, the way off the window's thread, messages and file pickers."""
