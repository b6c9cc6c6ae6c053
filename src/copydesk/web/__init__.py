"""The service: readers' pages, the desk, and an interface for programs. No rule of the trade."""
