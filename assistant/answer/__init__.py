"""From a question to a verified answer: analyse, retrieve, read, write, verify."""
