"""The consultant in the conversation: opened sheets and the agreement that is pasted elsewhere."""
