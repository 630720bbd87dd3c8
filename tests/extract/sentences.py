"""Sentences made for tests, in the languages of statements, and the encodings that these were written in."""

import unicodedata

SENTENCES = {
    "fr": (
        "Les autorités doivent libérer immédiatement tous les détenus, a déclaré l'organisation à Genève.",
        "« Personne ne devrait être emprisonné pour avoir exprimé son opinion », a-t-elle ajouté.",
    ),
    "es": (
        "Las autoridades deben poner en libertad a todas las personas detenidas, declaró ayer la organización.",
        "¿Por qué los niños y las niñas no pueden volver a la escuela después de tantos años?",
    ),
    "pt": (
        "As autoridades devem libertar imediatamente todos os presos, afirmou a organização em São Paulo.",
        "Não é aceitável que as famílias continuem sem informações sobre a situação dos desaparecidos.",
    ),
    "de": (
        "Die Behörden müssen alle Gefangenen unverzüglich freilassen, erklärte die Organisation in Köln.",
        "Niemand darf für die Ausübung des Rechts auf freie Meinungsäußerung bestraft werden.",
    ),
    "sv": (
        "Myndigheterna måste omedelbart frige alla fångar, säger organisationen i ett uttalande från Malmö.",
        "Ingen får fängslas för att ha använt sin rätt att fritt säga vad hon eller han anser.",
    ),
    "is": (
        "Yfirvöld verða að láta alla fanga lausa þegar í stað, sagði í yfirlýsingu samtakanna í gær.",
        "Enginn á að þurfa að óttast ofsóknir fyrir að tjá skoðanir sínar á opinberum vettvangi.",
    ),
    "pl": (
        "Władze muszą natychmiast uwolnić wszystkich więźniów, oświadczyła organizacja w Łodzi.",
        "Nikt nie powinien trafić do więzienia za pokojowe wyrażanie swoich poglądów.",
    ),
    "cs": (
        "Úřady musí okamžitě propustit všechny vězně, uvedla organizace ve svém prohlášení.",
        "Nikdo by neměl být vězněn za to, že pokojně vyjádřil svůj názor, řekla mluvčí.",
    ),
    "hu": (
        "A hatóságoknak azonnal szabadon kell engedniük az összes fogvatartottat, közölte a szervezet.",
        "Senkit sem szabad bebörtönözni azért, mert békésen kifejezi a véleményét az ő földjén.",
    ),
    "ro": (
        "Autorităţile trebuie să elibereze imediat toţi deţinuţii, a declarat organizaţia la Iaşi.",
        "Nimeni nu ar trebui să fie închis pentru că şi-a exprimat în mod paşnic părerile.",
    ),
    "hr": (
        "Vlasti moraju odmah osloboditi sve zatvorenike, izjavila je organizacija u priopćenju iz Šibenika.",
        "Nitko ne smije biti zatvoren zato što je mirno izrazio svoje mišljenje, kaže voditeljica ureda.",
    ),
    "lt": (
        "Valdžia privalo nedelsdama paleisti visus kalinius, pareiškė organizacija, įsikūrusi Šiauliuose.",
        "Niekas neturėtų būti įkalintas už tai, kad taikiai išreiškė savo nuomonę ar įsitikinimus.",
    ),
    "lv": (
        "Varas iestādēm nekavējoties jāatbrīvo visi ieslodzītie, paziņoja organizācija Rīgā.",
        "Nevienu nedrīkst ieslodzīt cietumā par to, ka viņš mierīgi paudis savus uzskatus.",
    ),
    "tr": (
        "Yetkililer tüm tutukluları derhâl serbest bırakmalı, dedi örgüt İstanbul'daki açıklamasında.",
        "Hiç kimse görüşlerini barışçıl biçimde dile getirdiği için hapse atılmamalıdır.",
    ),
    "vi": (
        "Chính quyền phải trả tự do ngay lập tức cho tất cả những người bị giam giữ, tổ chức này tuyên bố.",
        "Không ai đáng bị bỏ tù chỉ vì đã bày tỏ quan điểm của mình một cách ôn hòa.",
    ),
    "ru": (
        "Власти должны немедленно освободить всех задержанных, заявила организация в четверг.",
        "Никто не должен оказаться в тюрьме за мирное выражение своих взглядов.",
    ),
    "uk": (
        "Влада має негайно звільнити всіх затриманих, заявила організація у своєму зверненні.",
        "Ніхто не повинен опинитися у в'язниці за мирне висловлення своїх поглядів, її позиція чітка.",
    ),
    "bg": (
        "Властите трябва незабавно да освободят всички задържани, заяви организацията в София.",
        "Никой не бива да попада в затвора, защото мирно е изразил своето мнение.",
    ),
    "el": (
        "Οι αρχές πρέπει να απελευθερώσουν αμέσως όλους τους κρατουμένους, δήλωσε η οργάνωση.",
        "Κανείς δεν πρέπει να φυλακίζεται επειδή εξέφρασε ειρηνικά τις απόψεις του.",
    ),
    "he": (
        "על הרשויות לשחרר מיד את כל העצורים, מסר הארגון בהודעה שפרסם אתמול.",
        "אסור שאדם ייכלא רק משום שהביע את דעותיו בדרכי שלום.",
    ),
    "ar": (
        "يجب على السلطات الإفراج فورًا عن جميع المحتجزين، كما قالت المنظمة في بيان اليوم.",
        "لا ينبغي أن يُسجن أحد لمجرد التعبير السلمي عن آرائه ومعتقداته.",
    ),
    "th": (
        "ทางการต้องปล่อยตัวผู้ถูกคุมขังทุกคนทันที องค์กรกล่าวในแถลงการณ์วันนี้",
        "ไม่ควรมีใครต้องติดคุกเพียงเพราะแสดงความคิดเห็นของตนอย่างสงบ",
    ),
    "zh-Hans": (
        "该组织今天发表声明说，当局必须立即释放所有被关押的人，并且公布他们的情况。",
        "任何人都不应该因为和平地表达自己的意见而被关进监狱。",
    ),
    "zh-Hant": (
        "該組織今天發表聲明說，當局必須立即釋放所有被關押的人，並且公布他們的情況。",
        "任何人都不應該因為和平地表達自己的意見而被關進監獄。",
    ),
    "ja": (
        "当局は拘束されているすべての人びとを直ちに釈放しなければならない、と団体は声明で述べた。",
        "自分の意見を平和的に表明しただけで、だれも刑務所に入れられてはならない。",
    ),
    "ko": (
        "당국은 구금된 모든 사람을 즉시 석방해야 한다고 이 단체는 오늘 성명에서 밝혔다.",
        "자신의 의견을 평화롭게 표현했다는 이유로 누구도 감옥에 갇혀서는 안 된다.",
    ),
}

WRITTEN_IN = [
    ("windows-1252", "fr"),
    ("windows-1252", "es"),
    ("windows-1252", "pt"),
    ("windows-1252", "de"),
    ("iso-8859-1", "sv"),
    ("iso-8859-15", "is"),
    ("macintosh", "de"),
    ("windows-1250", "pl"),
    ("windows-1250", "cs"),
    ("windows-1250", "hu"),
    ("windows-1250", "ro"),
    ("iso-8859-2", "cs"),
    ("iso-8859-2", "hr"),
    ("windows-1257", "lt"),
    ("windows-1257", "lv"),
    ("windows-1254", "tr"),
    ("windows-1258", "vi"),
    ("windows-1251", "ru"),
    ("windows-1251", "uk"),
    ("windows-1251", "bg"),
    ("koi8-r", "ru"),
    ("koi8-u", "uk"),
    ("iso-8859-5", "bg"),
    ("windows-1253", "el"),
    ("iso-8859-7", "el"),
    ("windows-1255", "he"),
    ("windows-1256", "ar"),
    ("windows-874", "th"),
    ("gb18030", "zh-Hans"),
    ("big5", "zh-Hant"),
    ("shift_jis", "ja"),
    ("euc-jp", "ja"),
    ("iso-2022-jp", "ja"),
    ("euc-kr", "ko"),
]
"""Encodings by their web names, with a language each; the same language twice where both were much in use."""

PYTHON_NAMES = {"windows-874": "cp874", "macintosh": "mac-roman"}
"""Names of the web that Python does not know."""

_WHOLE = frozenset(bytes(range(0x80, 0x100)).decode("cp1258", "ignore"))
_TONES = "\u0300\u0301\u0303\u0309\u0323"


def encoded(text: str, encoding: str) -> bytes:
    """Return the bytes of a text, as the programs of that encoding wrote them; `encoding` is its name on the web."""
    fitting = "".join(_with_tone_apart(each) for each in text) if encoding == "windows-1258" else text
    return fitting.encode(PYTHON_NAMES.get(encoding, encoding))


def _with_tone_apart(letter: str) -> str:
    """Return a Vietnamese letter as windows-1258 has it: whole, or else as the letter and its tone."""
    parts = unicodedata.normalize("NFD", letter)
    bare = unicodedata.normalize("NFC", "".join(part for part in parts if part not in _TONES))
    apart = bare + "".join(part for part in parts if part in _TONES)
    return letter if letter == apart or letter in _WHOLE else apart
