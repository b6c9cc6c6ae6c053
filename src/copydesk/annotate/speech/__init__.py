"""Speech: words between marks, who says them, and what is said without marks."""
