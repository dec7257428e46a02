"""Runs a module's ``main`` in a portal's own process and prints what it returns as JSON.

python -m tests.publishing.oai.harvesters.runner MODULE WORD …
"""

import importlib
import json
import os
import sys

import django

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    django.setup()
    module, *words = sys.argv[1:]
    print(json.dumps(importlib.import_module(module).main(*words)))
