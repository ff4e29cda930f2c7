"""What happens to what people saved when the machine fails: each fault is made, measured and judged."""
