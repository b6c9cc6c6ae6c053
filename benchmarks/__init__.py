"""Quality and speed of each stage, side by side with peers, in one run on one machine."""
