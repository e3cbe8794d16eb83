"""The demo organizer as a service of its own, and what it says over plain HTTP."""

import json
import re
import subprocess
import urllib.parse
import urllib.request

from person import BUILD, Surprise

LOGIN = 'demo'
PASSWORD = 'rideau-rouge'
API_KEY = 'cle-de-demonstration'


class Service:
    """Answers while the `with` block lasts; nothing is sold or scanned meanwhile."""

    def __init__(self, *options):
        self.process = subprocess.Popen(
            [BUILD / 'src/parvis-demo-server', '--seed', '7', '--participants', '600',
             '--speed', '0', *options],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        where = re.fullmatch(r'Listening on (\S+)\n', self.process.stdout.readline())
        if where is None:
            self.close()
            raise Surprise('the demo server did not start')
        self.url = where.group(1).rstrip('/') + '/'

    def ask(self, path, **parameters):
        """GET a documented path as any client would; a list becomes `name[]`."""
        pairs = [('api_key', API_KEY), ('access_token', self.token())]
        for name, value in parameters.items():
            if isinstance(value, list):
                pairs += [(f'{name}[]', each) for each in value]
            else:
                pairs.append((name, value))
        return self._send(f'{path}?{urllib.parse.urlencode(pairs)}')

    def token(self):
        form = {'username': LOGIN, 'password': PASSWORD, 'api_key': API_KEY}
        return self._send('auth/access_token', urllib.parse.urlencode(form).encode())['accessToken']

    def _send(self, path, form=None):
        with urllib.request.urlopen(self.url + path, form, timeout=30) as answer:
            return json.load(answer)

    def events(self):
        return self.ask('events', include_not_published='true', include_closed='true',
                        include_without_sales='true')['events']

    def close(self):
        """Stop answering; once is enough, and twice does no harm."""
        self.process.terminate()
        self.process.wait()
        self.process.stdout.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()
