"""The bodies of the larger commands, one module each; :mod:`weibotext.cli` lists them."""
