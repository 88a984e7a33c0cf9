# SPDX-License-Identifier: GPL-3.0-or-later
"""An invented child that nobody else is called like, to be looked for in every byte."""
import base64
import random
import string

LETTERS = 'ABCDEFGHJKLMNPQRTUVWXYZ'  # a UPN begins with one that its digits demand


def make_upn(chance):
    digits = '9990122' + ''.join(chance.choice(string.digits) for _ in range(5))
    return LETTERS[sum(int(digit) * weight for weight, digit in enumerate(digits, 2)) % 23] + digits


class Canary:
    """A child that nobody else is called like, and every form in which it could stand somewhere."""

    def __init__(self, seed=None):
        chance = random.Random(seed)
        tail = ''.join(chance.choice(string.ascii_lowercase) for _ in range(5))
        self.surname, self.forename, self.upn = 'Zzyzx' + tail, 'Qwortle' + tail, make_upn(chance)
        self.needles = [form for word in (self.surname, self.forename, self.upn) for form in self._forms(word)]

    @staticmethod
    def _forms(word):
        forms = set()
        for cased in (word, word.lower(), word.upper()):
            plain = cased.encode()
            forms |= {plain, cased.encode('utf-16-le'), cased.encode('utf-16-be'), plain.hex().encode(), plain[::-1]}
            for shift in range(3):  # in base 64 wherever it begins, without the ends that its neighbours colour
                forms.add(base64.b64encode(b'x' * shift + plain)[4:-4])
        return sorted(forms)

    def found_in(self, content):
        return next((needle for needle in self.needles if needle in content), None)
