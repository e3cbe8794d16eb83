"""The demo organizer as a service of its own, and what it says over plain HTTP."""

import json
import socket
import subprocess
import time
import urllib.error
import urllib.parse
import urllib.request

from person import BUILD, Surprise

LOGIN = 'demo'
PASSWORD = 'rideau-rouge'
API_KEY = 'cle-de-demonstration'


def free_port():
    with socket.socket() as probe:
        probe.bind(('127.0.0.1', 0))
        return probe.getsockname()[1]


class Service:
    """Answers while the `with` block lasts; nothing is sold or scanned meanwhile."""

    def __init__(self, *options):
        port = free_port()
        self.url = f'http://127.0.0.1:{port}/'
        self.process = subprocess.Popen(
            [BUILD / 'src/parvis-demo-server', '--port', str(port), '--seed', '7',
             '--participants', '600', '--speed', '0', *options],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        end = time.monotonic() + 60
        while not self._listens(port):
            if self.process.poll() is not None or time.monotonic() > end:
                self.process.kill()
                raise Surprise('the demo server did not start')
            time.sleep(0.02)

    @staticmethod
    def _listens(port):
        with socket.socket() as probe:
            return probe.connect_ex(('127.0.0.1', port)) == 0

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
        self.process.terminate()
        self.process.wait()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()
