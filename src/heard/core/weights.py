"""The weights of the evidence: for proposals by `python -m bench.fit_proposals`, for doubt by
`python -m bench.doubt_order --fit`. Plain numbers, so that anybody can read and check them.
"""

WEIGHTS: dict[str, dict[str, float]] = {
    "repeat": {
        "bias": -3.347,
        "sounds": 0.261,
        "heard-rare": 0.355,
        "joined": 0.928,
        "more-than-style": -0.055,
        "never-wanted": 0.271,
        "meant-here": 0.207,
        "capital": 0.285,
        "nobody-says": 1.617,
        "whole": 0.213,
        "no-figures": -0.063,
        "no-homophone": 0.069,
        "record": 0.099,
        "times": 0.672,
        "record-by-story": 0.562,
        "here": 0.986,
        "record-here": 0.286,
        "rivals": 0.218,
        "context": 0.156,
        "around": 0.289,
        "odd-phrase": 1.7,  # by hand: hardly any data has one that was put right only once
        "listed": 2.5,  # by hand
    },
    "sounds-alike": {
        "bias": -5.712,
        "sounds": 0.061,
        "length": 0.111,
        "heard-rare": 0.54,
        "unknown": 0.672,
        "words": -0.266,
        "joined": 0.629,
        "more-than-style": 0.801,
        "meant-here": 0.4,
        "capital": 0.079,
        "alike-rare": 1.745,
        "alike-ordinary": 1.739,
        "same-sound": 0.767,
        "learnt": 0.293,
        "few-terms": 0.078,
        "stands": 0.847,
    },
    "glossary": {
        "bias": -3.705,
        "length": 0.499,
        "heard-rare": 0.798,
        "words": -1.147,
        "joined": 2.25,
        "meant-here": 0.11,
        "capital": 0.26,
        "doubt": 2.093,
        "alike-rare": 1.771,
        "alike-ordinary": 1.539,
        "same-sound": 0.351,
        "margin": 0.374,
        "few-terms": 0.789,
        "learnt": 3.5,  # by hand: no data has mishearings listed by editors
    },
}

DOUBT: dict[str, dict[str, float]] = {
    "alone": {
        "bias": -7.626,
        "unsure": 0.622,
        "probability": 0.309,
        "unsure-beside": 0.233,
        "rare": 0.542,
        "short": 0.238,
        "hurried": 1.089,
    },
    "second": {
        "bias": -7.057,
        "unsure": 0.511,
        "unsure-beside": 0.173,
        "rare": 0.46,
        "short": 0.22,
        "hurried": 0.908,
        "otherwise": 1.61,
        "otherwise-sounds": 0.638,
        "otherwise-unsure": 0.477,
    },
    "told": {
        "bias": -8.216,
        "unsure": 0.421,
        "probability": 0.151,
        "unsure-beside": 0.205,
        "rare": 0.409,
        "short": 0.286,
        "hurried": 1.174,
        "told": 0.301,
    },
    "toldsecond": {
        "bias": -7.45,
        "unsure": 0.376,
        "unsure-beside": 0.168,
        "rare": 0.378,
        "short": 0.248,
        "hurried": 0.985,
        "otherwise": 1.389,
        "otherwise-sounds": 0.566,
        "otherwise-unsure": 0.422,
        "told": 0.197,
    },
}

# After listening, by `python -m bench.listening --fit`: on 54 right places only.
HEARD: dict[str, float] = {"bias": 1.598, "text": 1.126, "sound": 0.966}
