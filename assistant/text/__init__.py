"""Reading text: folding, sentences, chunks, tokens and names."""
