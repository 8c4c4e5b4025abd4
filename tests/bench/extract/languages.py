"""Words for invented news in sixteen languages: neutral headlines, the placeholder names of each language, months."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Language:
    """What a page needs of a language; `date` is a pattern of day, name of the month, number, year, hour, minute."""

    code: str
    names: tuple[str, str, str]
    headlines: tuple[str, str, str]
    sentence: str
    by: str
    and_: str
    published: str
    updated: str
    section: str
    date: str
    months: str = ""

    def month(self, number: int) -> str:
        """The month as it stands in a date."""
        return self.months.split()[number - 1] if self.months else str(number)


_EN = "January February March April May June July August September October November December"
LANGUAGES: dict[str, Language] = {
    each.code: each
    for each in (
        Language("en", ("Jane Doe", "John Roe", "Mary O'Major"), ("Town council moves the weekly market to the old harbour", "Why rivers in the north freeze later: a survey of 40 winters", "Library “stays open” – and gets a second floor"), "The change was prepared for a year and was discussed in three open meetings.", "By", "and", "Published", "Updated", "Local", "{month} {day}, {year}", _EN),
        Language("pl", ("Jan Kowalski", "Anna Nowak", "Zażółć Gęśl"), ("Rada miasta przenosi targ na stare nabrzeże", "Rzeki na północy zamarzają później. Badanie 40 zim", "Biblioteka zostaje – i dostaje drugie piętro"), "Zmiana była przygotowywana przez rok i omawiana na trzech otwartych spotkaniach.", "oprac.", "i", "Opublikowano", "Aktualizacja", "Miasto", "{day} {month} {year}", "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia"),
        Language("de", ("Max Mustermann", "Erika Musterfrau", "Jürgen Beispiel"), ("Stadtrat verlegt den Wochenmarkt an den alten Hafen", "Flüsse im Norden frieren später zu: Auswertung von 40 Wintern", "Bücherei bleibt – und bekommt ein zweites Stockwerk"), "Die Änderung wurde ein Jahr lang vorbereitet und in drei offenen Sitzungen besprochen.", "Von", "und", "Veröffentlicht am", "Aktualisiert am", "Lokales", "{day}. {month} {year}", "Januar Februar März April Mai Juni Juli August September Oktober November Dezember"),
        Language("fr", ("Jean Dupont", "Marie Durand", "Élodie L'Exemple"), ("Le conseil municipal déplace le marché vers le vieux port", "Les rivières du nord gèlent plus tard : étude de 40 hivers", "La bibliothèque reste ouverte et gagne un étage"), "Le changement a été préparé pendant un an et discuté lors de trois réunions publiques.", "Par", "et", "Publié le", "Mis à jour le", "Région", "{day} {month} {year}", "janvier février mars avril mai juin juillet août septembre octobre novembre décembre"),
        Language("es", ("Juan Pérez", "María García", "Íñigo Ejemplo"), ("El ayuntamiento traslada el mercado al puerto viejo", "Los ríos del norte se hielan más tarde: estudio de 40 inviernos", "La biblioteca sigue abierta y gana una planta"), "El cambio se preparó durante un año y se debatió en tres reuniones abiertas.", "Por", "y", "Publicado el", "Actualizado el", "Ciudad", "{day} de {month} de {year}", "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"),
        Language("it", ("Mario Rossi", "Maria Bianchi", "Niccolò Esempio"), ("Il comune sposta il mercato al vecchio porto", "I fiumi del nord gelano più tardi: studio di 40 inverni", "La biblioteca resta aperta e cresce di un piano"), "Il cambiamento è stato preparato per un anno e discusso in tre riunioni aperte.", "di", "e", "Pubblicato il", "Aggiornato il", "Cronaca", "{day} {month} {year}", "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre"),
        Language("pt", ("João Silva", "Maria Santos", "Inês Exemplo"), ("Câmara muda o mercado para o porto antigo", "Rios do norte congelam mais tarde: estudo de 40 invernos", "Biblioteca continua aberta e ganha um piso"), "A mudança foi preparada durante um ano e discutida em três reuniões abertas.", "Por", "e", "Publicado em", "Atualizado em", "Cidade", "{day} de {month} de {year}", "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro"),
        Language("nl", ("Jan Jansen", "Piet de Vries", "Els van Voorbeeld"), ("Gemeente verplaatst de weekmarkt naar de oude haven", "Rivieren in het noorden bevriezen later: 40 winters bekeken", "Bibliotheek blijft open en krijgt een tweede verdieping"), "De verandering werd een jaar voorbereid en op drie open avonden besproken.", "Door", "en", "Gepubliceerd op", "Bijgewerkt op", "Regio", "{day} {month} {year}", "januari februari maart april mei juni juli augustus september oktober november december"),
        Language("cs", ("Jan Novák", "Jana Nováková", "Řehoř Příklad"), ("Město stěhuje trh na staré nábřeží", "Řeky na severu zamrzají později: studie 40 zim", "Knihovna zůstává otevřená a dostane druhé patro"), "Změna se připravovala rok a mluvilo se o ní na třech otevřených schůzích.", "Autor:", "a", "Publikováno", "Aktualizováno", "Domácí", "{day}. {month} {year}", "ledna února března dubna května června července srpna září října listopadu prosince"),
        Language("sv", ("Sven Svensson", "Anna Andersson", "Åsa Exempel"), ("Kommunen flyttar torget till den gamla hamnen", "Älvarna i norr fryser senare: 40 vintrar jämförda", "Biblioteket blir kvar och får en andra våning"), "Förändringen förbereddes under ett år och diskuterades på tre öppna möten.", "Av", "och", "Publicerad", "Uppdaterad", "Lokalt", "{day} {month} {year}", "januari februari mars april maj juni juli augusti september oktober november december"),
        Language("ru", ("Иван Иванов", "Пётр Петров", "Анна Примерова"), ("Совет города переносит рынок в старую гавань", "Реки на севере замерзают позже: обзор 40 зим", "Библиотека остаётся открытой и получает второй этаж"), "Изменение готовили год и обсуждали на трёх открытых собраниях.", "Автор:", "и", "Опубликовано", "Обновлено", "Город", "{day} {month} {year}", "января февраля марта апреля мая июня июля августа сентября октября ноября декабря"),
        Language("uk", ("Іван Іваненко", "Петро Петренко", "Ганна Зразок"), ("Міська рада переносить ринок до старої гавані", "Річки на півночі замерзають пізніше: огляд 40 зим", "Бібліотека лишається відкритою й має другий поверх"), "Зміну готували рік і обговорювали на трьох відкритих зборах.", "Автор:", "та", "Опубліковано", "Оновлено", "Місто", "{day} {month} {year}", "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня"),
        Language("ja", ("山田太郎", "鈴木花子", "佐藤一郎"), ("市議会、朝市を旧港へ移転", "北の川、凍結遅れる 40回の冬を調査", "図書館は存続、二階を増築へ"), "この変更は一年かけて準備され、三回の公開会合で話し合われた。", "文:", "、", "公開", "更新", "地域", "{year}年{number}月{day}日"),
        Language("zh", ("张三", "李四", "王五"), ("市议会将集市迁往旧港口", "北方河流封冻推迟:四十个冬天的调查", "图书馆继续开放并加建二楼"), "这项变动准备了一年，并在三次公开会议上讨论过。", "作者：", "、", "发布于", "更新于", "本地", "{year}年{number}月{day}日"),
        Language("ko", ("홍길동", "김철수", "이영희"), ("시의회, 주말 시장을 옛 항구로 옮긴다", "북쪽 강은 더 늦게 언다: 겨울 40번의 조사", "도서관은 계속 열고 2층을 더한다"), "이 변경은 일 년 동안 준비되었고 세 번의 공개 모임에서 논의되었다.", "기자:", "、", "입력", "수정", "지역", "{year}년 {number}월 {day}일"),
        Language("ar", ("فلان الفلاني", "علان العلاني", "زيد المثال"), ("المجلس البلدي ينقل السوق إلى الميناء القديم", "أنهار الشمال تتجمد متأخرة: دراسة أربعين شتاء", "المكتبة تبقى مفتوحة وتحصل على طابق ثان"), "جرى الإعداد للتغيير مدة عام ونوقش في ثلاثة اجتماعات مفتوحة.", "بقلم:", "،", "نشر في", "آخر تحديث", "محليات", "{day} {month} {year}", "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر"),
    )
}  # fmt: skip
