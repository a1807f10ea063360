"""The stages of the build, each a function of values; ``pipeline`` calls them in this order.

files -> parse -> decode -> link -> checks -> verify -> editions -> (the gate, in pipeline) -> render -> write
"""
