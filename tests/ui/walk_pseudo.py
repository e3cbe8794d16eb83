#!/usr/bin/env python3
"""Run the walk in a language that does not exist, whose words are a third longer:
`walk_pseudo.py PROGRAM`."""

import os
import pathlib
import subprocess
import sys
import tempfile

import vocabulary

with tempfile.TemporaryDirectory() as place:
    folder = vocabulary.make_pseudo(pathlib.Path(place))
    environment = os.environ | {'LC_ALL': 'en_US.UTF-8', 'LANGUAGE': 'pseudo',
                                'PARVIS_LOCALEDIR': str(folder)}
    result = subprocess.run(['xvfb-run', '-a', sys.argv[1]], env=environment)
sys.exit(result.returncode)
