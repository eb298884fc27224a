"""Who wrote a message: the words by which tools tell the customer from the company.

The words are the values that help desks, chat tools and social inboxes write in such a column (Zendesk roles,
Intercom author types, Front's and Sprout's directions, Genesys' purposes), from their documentation, and their plain
translations.
"""

from __future__ import annotations

import re
from functools import lru_cache

from voc.quotes import Role

_CUSTOMER = frozenset(
    [
        "customer",
        "customers",
        "client",
        "clients",
        "user",
        "users",
        "enduser",
        "requester",
        "visitor",
        "contact",
        "lead",
        "buyer",
        "shopper",
        "guest",
        "member",
        "patient",
        "consumer",
        "caller",
        "reporter",
        "complainant",
        "subscriber",
        "passenger",
        "person",
        "human",
        "external",
        "inbound",
        "incoming",
        "received",
        "kunde",
        "kundin",
        "besucher",
        "anrufer",
        "eingehend",
        "clientes",
        "cliente",
        "usuario",
        "entrante",
        "utilisateur",
        "visiteur",
        "entrant",
        "utente",
        "klant",
    ]
)
_COMPANY = frozenset(
    [
        "agent",
        "agents",
        "admin",
        "administrator",
        "bot",
        "operator",
        "staff",
        "support",
        "employee",
        "representative",
        "rep",
        "csr",
        "csa",
        "advisor",
        "adviser",
        "assistant",
        "system",
        "outbound",
        "outgoing",
        "sent",
        "company",
        "brand",
        "page",
        "owner",
        "team",
        "moderator",
        "seller",
        "merchant",
        "automation",
        "workflow",
        "chatbot",
        "robot",
        "ivr",
        "acd",
        "dispatcher",
        "specialist",
        "helpdesk",
        "service",
        "care",
        "internal",
        "collaborator",
        "mitarbeiter",
        "mitarbeiterin",
        "berater",
        "beraterin",
        "ausgehend",
        "agente",
        "operador",
        "saliente",
        "conseiller",
        "conseillère",
        "sortant",
        "operatore",
        "medewerker",
    ]
)


# These stand in front of a name, too: "Agent Mila".
_TITLES = frozenset(["agent", "operator", "advisor", "bot", "customer", "client", "visitor", "caller", "kunde"])
# A label has so many words at most.
_LABEL = 3
_FILLING = frozenset(["the", "a", "of", "our", "us", "live", "chat", "virtual", "public", "true", "main", "primary"])


@lru_cache(maxsize=10_000)
def role(word: str) -> Role | None:
    """The role that a label says; ``None`` for what says none: a name.

    >>> role("End-user"), role("Customer Service"), role("Agent 2"), role("inbound"), role("Page, Anna")
    ('participant', 'agent', 'agent', 'participant', None)
    """
    words = re.findall(r"[^\W\d_]+", re.sub(r"\bend[-_ ]user", "enduser", word.lower()))
    said = [part for part in words if part not in _FILLING]
    if not 1 <= len(said) <= _LABEL or (
        said[0] not in _TITLES and not all(part in _CUSTOMER or part in _COMPANY for part in said)
    ):
        return None
    # "Customer Service" and "Client Advisor" work for the company.
    known = [part for part in said if part in _CUSTOMER or part in _COMPANY]
    return "agent" if any(part in _COMPANY for part in known) else "participant"
