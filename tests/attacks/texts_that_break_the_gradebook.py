# what: lone surrogates, formulas, bidi and cursor signs in result texts, keys, type names and error messages; a gradebook in UTF-8 cannot hold a lone surrogate, so the file of all students would not be written
# lesson: 5
# zero: fit, confusion_matrix, most_confident_mistakes, reliability, read_the_record
# status: ok
# %%
SURROGATE = "\ud800\udfff\udcff"
NASTY = [
    SURROGATE,
    "\ufeff=HYPERLINK(1)",
    "\uff1d1+1",
    "\t=1+1",
    "\r\nzz_victim,100,100,ok\r\n",
    "\x1b]0;title\x07\x1b[2J",
    "\u202e\u2066 10/10 \u200b",
    '","ok","9',
    "\x00\x85\u2028",
]


def read_the_record(history):
    return SURROGATE + "overfits" + "".join(NASTY)


# %%
def confusion_matrix(labels, predictions, n_classes=10):
    raise ValueError("=1+1 " + "".join(NASTY) * 20_000)


# %%
def most_confident_mistakes(logits, labels, k):
    class_name = "=cmd|' /C calc'!A0\r\n\x1b[2J" + "\u202e" + "A" * 3_000_000
    return type(class_name, (), {})()


# %%
class Liar(type):
    @property
    def __name__(cls):
        raise RuntimeError("\ud800")

    @property
    def __qualname__(cls):
        return 7


class Named(metaclass=Liar):
    pass


def reliability(logits, labels, edges):
    return Named(), {SURROGATE: SURROGATE, "": Named, float("nan"): NASTY}, [Named()] * 3


# %%
class Speechless(Exception):
    def __str__(self):
        return 5

    __repr__ = __str__


def fit(model, train_loader, validation_loader, optimizer, epochs):
    error = Speechless(SURROGATE)
    error.add_note("=1+1" + SURROGATE)
    error.__notes__ = error  # not a list
    raise error
