"""What a user does in one go, joining rooms that do not know each other."""
