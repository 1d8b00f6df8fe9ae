"""Answers about the figures in news articles, each proved by an exact quote."""
