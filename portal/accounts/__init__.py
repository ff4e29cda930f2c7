"""Staff: teams, users, sign-in and sessions."""
