"""Republished copies, whatever keeps them: which texts are copies, and the figures on which the copies of a story disagree.

:mod:`.likeness` compares two texts, :mod:`.slots` lays the figures of copies beside each other, :mod:`.agreement` tells
whether two can both be true. The store and Spark both stand on these; neither is known here.
"""
