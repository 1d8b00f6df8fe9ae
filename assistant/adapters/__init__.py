"""The assistant as a part of other frameworks; one file for each."""
