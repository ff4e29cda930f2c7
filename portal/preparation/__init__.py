"""The preparation: answers that only the candidate's code opens, and the copy a consultant may read."""
