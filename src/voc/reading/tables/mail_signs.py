"""By which signs the parts of an e-mail are told apart: quoted replies, signatures, what servers and robots add.

The words are those of Outlook, Apple Mail, Gmail, Thunderbird and GMX in the languages named beside them, and of the
letters that people write, from general knowledge.
"""

from __future__ import annotations

import re

# ">:(" and ">_<" are faces.
MARKED = re.compile(r"^[ \t]{0,3}>(?!:?-?[(\[|/]|[._]<)")
# "> 5 minutes" and ">= 2" on a line of their own are no quotes.
COMPARISON = re.compile(r"^\s*>+\s*=?\s*\d")
INTRODUCTION = re.compile(
    r"^\s*(?:On|Am|Le|El|Il|Op|Em|Den|Dne|W dniu)\b.{0,300}?\b"  # en de fr es it nl pt sv/da/no cs pl
    r"(?:wrote|schrieb(?:en)?|a écrit|escribió|ha scritto|schreef|escreveu|skrev|napsal\(?a?\)?|napisał\(?a?\)?)"
    r"(?:\b.{0,200})?\s?:\s*$|^\s*\d{4}-\d{2}-\d{2} \d{1,2}:\d{2}\b.{0,200}<\S+@\S+>\s?:\s*$"
    r"|^\s*\S.{0,200} (?:schrieb|wrote) (?:am|on)\b.{0,100}:\s*$",
    re.IGNORECASE | re.DOTALL,
)
ADDRESS = re.compile(r"\S+@\S+\.\w+")
DATE_AND_TIME = re.compile(r"\b\d{1,4}\b.*\b\d{1,2}[:.hH]\d{2}\b", re.DOTALL)
ORIGINAL = re.compile(
    r"^\s*(?:-{2,}|_{2,})\s*(?:Original Message|Forwarded message|Ursprüngliche Nachricht|Originalnachricht"
    r"|Weitergeleitete Nachricht|Message d'origine|Message original|Message transféré|Mensaje original"
    r"|Mensaje reenviado|Messaggio originale|Messaggio inoltrato|Oorspronkelijk bericht|Mensagem original)"
    r"\s*(?:-{2,}|_{2,})\s*$|^\s*Begin forwarded message:\s*$"
    r"|^.{0,10}(?:Please type your reply above this line|Bitte geben Sie Ihre Antwort oberhalb dieser Zeile ein)"
    r".{0,10}$",
    re.IGNORECASE,
)
# The lines of a header as Outlook writes it above the message that is answered: who, when, to whom, what about.
WHO = re.compile(r"^\s*\*?(?:From|Von|De|Da|Van|Fra|Från|Od)\s?:\*?\s*\S", re.IGNORECASE)
WHEN = re.compile(
    r"^\s*\*?(?:Sent|Date|Gesendet|Datum|Envoyé|Enviado(?: el)?|Fecha|Inviato|Data|Verzonden|Sendt|Skickat)"
    r"\s?:\*?\s*\S",
    re.IGNORECASE,
)
TO = re.compile(r"^\s*\*?(?:To|An|À|Para|A|Aan|Til|Till|Cc|Kopie)\s?:\*?\s*\S", re.IGNORECASE)
ABOUT = re.compile(r"^\s*\*?(?:Subject|Betreff|Objet|Asunto|Oggetto|Onderwerp|Assunto|Emne|Ämne)\s?:", re.IGNORECASE)
RULE = re.compile(r"^\s*[_-]{10,}\s*$")

# A device or a program, in a few words.
SENT_FROM = re.compile(
    r"^\s*(?:Sent from(?: my)?|Sent (?:via|with|using)(?: my)?|Get Outlook for|Von meine[mr]|Gesendet (?:von|mit|aus)"
    r"|Diese Nachricht wurde von meine[mr]|Outlook für|Envoyé (?:de|depuis|à partir de)(?: mon)?|Télécharge[rz] Outlook"
    r"|Enviado desde(?: mi)?|Obtener Outlook para|Inviato da(?:l mio)?|Verstuurd vanaf(?: mijn)?"
    r"|Verzonden (?:vanaf|met) mijn|Enviado do meu|Skickat från min|Sendt fra min)(?: [\w.<>:/()-]+){1,6}\s*$",
    re.IGNORECASE,
)
DASHES = re.compile(r"^--[ \u00a0]?$")
CLOSINGS = (
    r"(?i:(?:(?:many |with )?(?:kind|best|warm|warmest|kindest|friendly) (?:regards|wishes)|regards|yours (?:sincerely"
    r"|faithfully|truly)|sincerely(?: yours)?|respectfully(?: yours)?|all the best|best wishes"
    r"|mit (?:freundlichen|besten|vielen|lieben|herzlichen) grü(?:ß|ss)en|(?:freundliche|viele|liebe|beste|herzliche"
    r"|schöne)n? grü(?:ß|ss)e|hochachtungsvoll|mfg|lg|vg|(?:bien )?cordialement|(?:sincères |meilleures )?salutations"
    r"|bien à vous|(?:un cordial |cordiales |atentos )?saludos?|un saludo|atentamente|cordiali saluti|distinti saluti"
    r"|met vriendelijke groet(?:en)?|atenciosamente|med vänliga hälsningar|med venlig hilsen))"
)
NAME = r"[^\W\d_a-zß-ÿ][\w.'’-]*(?: [^\W\d_a-zß-ÿ][\w.'’-]*){0,3}"
# Nobody writes these words on a line of their own and means something else.
CLOSING = re.compile(rf"^\s*{CLOSINGS}[,.!]?(?:\s+{NAME})?\s*[,.!]?\s*$")
# The end of a message whose line ends an export took out.
TAIL = re.compile(
    rf"(?<=[.!?…] )(?:{CLOSINGS}[,.!]?\s+{NAME}\s*"
    r"|(?i:Sent from my|Von meinem|Envoyé de mon|Enviado desde mi) \w+(?: \w+){0,2}\.?\s*)$"
)
# Said in the middle of a message, too: only a bare name may follow.
CLOSING_OR_NOT = re.compile(
    r"^\s*(?:(?:many )?thanks(?: (?:again|in advance|a lot|so much))?|thank you(?: (?:again|in advance|so much))?|best"
    r"|cheers|danke(?: (?:im voraus|schön))?|vielen dank(?: im voraus)?|merci(?: d'avance| beaucoup)?"
    r"|(?:muchas )?gracias|grazie|bedankt|obrigad[oa]|tack)\s*[,.!]*\s*$",
    re.IGNORECASE,
)
NAME_LINE = re.compile(r"^\s*[^\W\d_][\w.'’-]*(?: [^\W\d_][\w.'’-]*){0,3}\s*$")
POSTSCRIPT = re.compile(r"^\s*(?:p\.?\s?p?\.?s\.?|ps)\b\s?[:.)]?", re.IGNORECASE)
DISCLAIMER = re.compile(
    r"^\W*(?:(?:confidentiality|disclaimer|legal notice|vertraulichkeitshinweis|avis de confidentialité|aviso legal)"
    r"\b.*$"
    r"|(?:this|the information in this|the contents of this) (?:e-?mail|message|communication)\b.{0,200}?"
    r"\b(?:confidential|privileged|intended (?:only|solely)|checked for viruses|virus-free)"
    r"|diese e-?mail\b.{0,120}?\bvertraulich|ce (?:message|courriel|mail)\b.{0,120}?\bconfidenti"
    r"|este (?:mensaje|correo)\b.{0,120}?\bconfidencial|(?:please )?consider the environment before printing"
    r"|virus-free\. |virenfrei\. )",
    re.IGNORECASE | re.DOTALL,
)
MACHINE = re.compile(
    r"^\W*(?:(?:this is an? )?(?:automat(?:ic|ed)|auto)[ -]?(?:reply|response|message|acknowledge?ment|e-?mail)\b"
    r"|this (?:e-?mail|message) (?:was|is|has been) (?:sent )?(?:automatically|auto-generated)|out of (?:the )?office\b"
    r"|i am (?:currently )?out of the office|automatische antwort|abwesenheits(?:notiz|meldung)|réponse automatique"
    r"|respuesta automática|risposta automatica|thank you for contacting (?:us|.{1,40} support)\b"
    r"|(?:your|the) (?:request|ticket) .{0,20}?\bhas been (?:received|created|registered)\b"
    r"|wir haben ihre (?:anfrage|nachricht) erhalten|delivery status notification|mail delivery (?:failed|subsystem)"
    r"|undeliverable:)",
    re.IGNORECASE,
)
