"""What whoever runs the portal asks it: is it ready, and how does it go."""
