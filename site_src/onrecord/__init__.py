"""onrecord: a static explainer website generator.

Content files that describe a sequence of events go in; a static site comes out, in which every quotation and every
recorded fact can be followed back to the words in a source. Read ``pipeline`` first: it is the build, in order.
"""

__version__ = "0.1.0"
