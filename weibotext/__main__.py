"""``python -m weibotext``."""

from __future__ import annotations

from weibotext.cli import main

if __name__ == "__main__":
    main(prog_name="weibotext")
