"""The bodies of commands, a module each; :mod:`weibotext.cli` puts them together."""
