"""HTTP without a domain: sessions, guards, forms, pages, headers."""
