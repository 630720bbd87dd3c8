"""Which language a text is in, where nothing says so."""

import pytest

from indexer.language import guess_language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The government of the country must respect the rights of all and end the detention of people.", "en"),
        ("El Gobierno debe respetar los derechos de las personas y poner fin a la detención de los migrantes.", "es"),
        ("Le gouvernement doit respecter les droits de toutes les personnes et mettre fin à la détention.", "fr"),
        ("Die Regierung muss die Rechte der Menschen achten und darf sie nicht in Haft nehmen.", "de"),
        ("O governo deve respeitar os direitos das pessoas e pôr fim à detenção dos que não têm culpa.", "pt"),
        ("يجب على الحكومة أن تحترم حقوق الإنسان في البلاد وأن تضع حدا للاحتجاز من هذا النوع إلى الأبد", "ar"),
        ("حقوق بشر در ایران باید از سوی دولت رعایت شود و این را همه می‌دانند", "fa"),
        ("Это право человека, и власти не должны нарушать его в стране и за ее пределами.", "ru"),
        ("政府必须尊重人权。", "zh"),
        ("政府は人権を尊重しなければならない。", "ja"),
        ("정부는 인권을 존중해야 한다.", "ko"),
        ("Η κυβέρνηση πρέπει να σέβεται τα δικαιώματα.", "el"),
        ("सरकार को मानवाधिकारों का सम्मान करना चाहिए।", "hi"),
        ("Onrecord 2025", None),
        ("", None),
        ("Amnesty International, London", None),
    ],
)
def test_guesses(text, language):
    assert guess_language([text]) == language
