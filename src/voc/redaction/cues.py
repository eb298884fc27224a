"""What says that a name of a person follows: a title, a greeting, a relative, a signature, an introduction.

In each pattern the name is the first group. Written from general knowledge of letters, talks and posts.
"""

from __future__ import annotations

import re

CAP = r"[A-ZÀ-ÖØ-ÞŁŚŻČŠŽ](?:[\w'’]*\w)?(?:-[\w'’]+)*"
INITIAL = r"[A-Z]\.(?: ?[A-Z]\.)*"
BETWEEN = r"(?:(?:van|von|de|del|della|der|den|di|da|dos|la|le|bin|al|el|ten|ter|zu|y) )*"
# One to four parts: "Joost van der Meer", "H. Whitcombe", "Tanya R."
_NAME = rf"(?:{INITIAL} )?{CAP}(?: (?:{INITIAL} )?{BETWEEN}{CAP}){{0,2}}(?: [A-Z]\.(?!\w))?"

_TITLE = (
    r"(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Sir|Lady|Lord|Dame|Herr|Frau|Señor|Señora|Sr|Sra|Madame|Monsieur"
    r"|Mme|Fr|Rev"
    r"|Father|Doctor|Nurse|Officer|Captain|Uncle|Auntie|Aunt|Grandma|Grandpa)"
)
_KIN = (
    r"husband|wife|partner|boyfriend|girlfriend|fianc[eé]e?|son|daughter|brother|sister|mother|father|mum|mom"
    r"|dad|nan|gran"
    r"|grandma|grandad|grandmother|grandfather|grandson|granddaughter|aunt|auntie|uncle|cousin|nephew|niece"
    r"|eldest|youngest"
    r"|friend|mate|buddy|neighbou?r|flatmate|roommate|housemate|lad|boy|girl|kid"
)
_JOBS = (
    r"manager|boss|colleague|coworker|co-worker|accountant|assistant|supervisor|agent|advisor|adviser|rep"
    r"|representative"
    r"|salesman|saleswoman|engineer|technician|fitter|installer|courier|driver|mechanic|plumber|electrician"
    r"|carer|nurse"
    r"|doctor|teacher|receptionist|operator|consultant|instructor|guide|guy|lady|man|woman|bloke|chap|fella|person"
)
_HELLO = (
    r"(?:hi|hello|hey|hiya|dear|good (?:morning|afternoon|evening)|morning|thanks|thank you|thx|cheers"
    r"|many thanks|ta|bye|sorry"
    r"|welcome|congratulations|well done|keep it up)"
)
_REGARDS = (
    r"(?:(?:best|kind|warm|many|with)? ?(?:regards|wishes|thanks|greetings)|thanks(?: again| a lot"
    r"| in advance)?|thank you|cheers"
    r"|best|sincerely|yours(?: \w+)?|\w+ yours|love|all the best|signed|mit freundlichen gr[üu](?:ß|ss)en"
    r"|(?:viele |liebe )?gr[üu](?:ß|ss)e?|lg|vg|mfg"
    r"|saludos|cordialement|sent from my \w+)"
)

CUES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b{_TITLE}\.? (?:and {_TITLE}\.? )?({_NAME})",
        rf"\b(?i:my (?:full |first |last )?name is|my name'?s|i am called|known as|goes by"
        rf"|a [\w ]{{2,12}} (?:called|named)"
        rf"|(?:was|is|'s|are) (?:called|named)|introduced \w+ as|full name:?|name:|contact(?: person)?:|attn:?"
        rf"|signed by|signed,) ({_NAME})",
        rf"\b(?:I'm|I am|[Tt]his is|[Ii]t's|[Ii]t is) ({CAP} {BETWEEN}{CAP}(?: {CAP})?)(?=[\s.,;!?)]|$)",
        rf"\b(?i:my|our|her|his|their|your|the|a|old|little|this) (?:\w+ )?(?i:{_KIN}"
        rf"|{_JOBS}),? \(?({_NAME})(?=\W|$)",
        rf"\b(?i:{_JOBS}) \(({_NAME})\)",
        rf"(?i:\b{_HELLO}),? (?:(?:Mr|Mrs|Ms|Dr)\.? )?({_NAME})(?=\s*(?:[,.!?:;\n–—-]|and\b|for\b|from\b|on\b"
        rf"|here\b|$))",
        rf"(?im:^{_REGARDS}[,.!]?\s*\n+\s*)(?:(?:Mr|Mrs|Ms|Dr|Prof)\.? )?({_NAME})(?=\s*(?:\n|$|,))",
        rf"(?:^|\s)[-–—] ?({_NAME})(?=(?:, {CAP})?\s*$)",
        rf"(?i:name,?(?: please)?\??)\s*\n[^\n:]{{1,20}}: ({_NAME})(?=\s*$|\n)",
        rf"\b(?i:asked?(?: for)?|spoke (?:to|with)|talked to|talk to|speak to|call(?:ed)? for|met|told|via"
        rf"|through to|attention of"
        rf"|on behalf of(?: my \w+)?,?|signed by|shout ?out to|props to|thanks to|cc|invoice to|bill to|from:"
        rf"|to:|ring) ({_NAME})",
        rf"\b(?i:service|work|help|support|advice|handled|signed|served|helped|fitted|repaired|written) by ({_NAME})",
        rf"(?m:^|[.!?…] |\n)({CAP})(?:,? (?:in|from|on) (?:the )?(?i:accounts|billing|sales|support"
        rf"|customer care|reception"
        rf"|front desk|help desk|head office|finance|store|shop|depot|dispatch|marketing)\b)",
        rf"\b(?:[Ii]'m|[Ii] am|[Tt]his is|[Ii]t's) ({CAP}), (?:by the way|from|in|and|your|that's|the)\b",
    )
)
