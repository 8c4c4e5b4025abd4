"""From an address to an article: fetched under limits, read in memory, decided by the gate, stored as it allows."""
