"""The texts of the bank: union news as Vietnamese papers write them, in the notation of `bank`.
Written for this.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Skeleton:
    """An article before its values are drawn: two titles, a lead, paragraphs, spare paragraphs,
    captions.
    """

    kicker: str
    titles: tuple[str, str]
    lead: str
    body: tuple[str, ...]
    spare: tuple[str, ...]
    captions: tuple[str, ...]


SKELETONS = (
    Skeleton(
        kicker="Chăm lo Tết",
        titles=(
            "{union.1} trao quà Tết cho {count.1} công nhân khó khăn",
            "Tết ấm áp đến với công nhân ở {place.1}",
        ),
        lead="(LĐTĐ) Sáng {date.1}, {union.1} [tổ chức|mở] chương trình “Tết sum vầy”, trao {count.1} suất quà cho đoàn viên, người lao động có hoàn cảnh khó khăn trên địa bàn {place.1}.",
        body=(
            "Tham dự chương trình có ông {person.1}, Chủ tịch {union.1}; bà {person.2}, Giám đốc {firm.1}, cùng [đông đảo|rất nhiều] công nhân lao động.",
            "Phát biểu tại chương trình, ông {person.1} [cho biết|nói], năm qua tuy còn nhiều khó khăn nhưng các cấp công đoàn đã [nỗ lực|cố gắng] chăm lo đời sống của người lao động. Tổng kinh phí hỗ trợ là {amount.1}, <sense:tăng|giảm> {percent.1} so với năm trước.",
            "Mỗi suất quà trị giá {amount.2}, gồm tiền mặt và [nhu yếu phẩm|hàng thiết yếu]. Ngoài ra, công đoàn còn tặng {count.2} vé xe miễn phí để công nhân về quê đón Tết.",
            "“<quote:Chúng tôi mong mọi công nhân đều có một cái Tết đủ đầy|Chúng tôi hứa mọi công nhân sẽ nhận thưởng trước Tết>”, ông {person.1} [chia sẻ|bày tỏ].",
            "Chị {person.3}, công nhân {firm.1}, xúc động: “Ba năm rồi gia đình tôi <negation:không|> được về quê, năm nay nhờ có công đoàn nên cả nhà vui lắm”.",
            "Theo kế hoạch {document.1}, chương trình sẽ [tiếp tục|còn] được tổ chức tại {place.2} vào {date.2}.",
        ),
        spare=(
            "Dịp này, lãnh đạo công đoàn cũng đến thăm các khu nhà trọ và [tặng|trao] quà cho con em công nhân ở trọ.",
            "Trước đó, đoàn công tác đã thăm hỏi gia đình anh {person.4}, người bị tai nạn lao động hồi đầu năm.",
        ),
        captions=("Ông {person.1} trao quà cho công nhân. Ảnh: Minh Khuê",),
    ),
    Skeleton(
        kicker="Tiền lương",
        titles=(
            "Đề xuất tăng lương tối thiểu vùng thêm {percent.1}",
            "Công đoàn kiến nghị điều chỉnh lương từ {month.1}",
        ),
        lead="Tổng Liên đoàn Lao động Việt Nam đề xuất tăng lương tối thiểu vùng {percent.1} từ {date.1}, cao hơn mức mà đại diện giới chủ đưa ra.",
        body=(
            "Tại phiên họp {date.2}, Hội đồng Tiền lương Quốc gia [đã nghe|nghe] các bên trình bày phương án. Ông {person.1}, Phó Chủ tịch Hội đồng, cho rằng mức tăng cần [hài hòa|cân bằng] lợi ích của doanh nghiệp và người lao động.",
            "Hiện lương tối thiểu tại vùng I là {amount.1}/tháng, vùng II là {amount.2}/tháng. Mức này <negation:chưa|đã> đáp ứng nhu cầu sống tối thiểu của người lao động và gia đình họ.",
            "Khảo sát của Viện Công nhân và Công đoàn với {count.1} lao động ở {place.1} cho thấy {percent.2} người được hỏi phải làm thêm giờ để có đủ thu nhập. Có {count.2} người phải vay mượn [thường xuyên|liên tục].",
            "“<quote:Người lao động cần một mức lương đủ sống|Doanh nghiệp cần thêm thời gian để phục hồi>”, bà {person.2}, đại diện {union.1}, [nhấn mạnh|nêu rõ].",
            "Phía doanh nghiệp <negation:không đồng ý|đồng ý> với thời điểm điều chỉnh và đề nghị [lùi|dời] đến {date.3}.",
            "Nghị định {document.1} quy định mức lương tối thiểu theo giờ tại vùng I là {amount.3}. Quy định này có hiệu lực từ {date.4}.",
            "Dự kiến phiên họp thứ hai diễn ra trong {month.1}.",
        ),
        spare=(
            "Nhiều công nhân cho rằng tiền thuê trọ, tiền học của con và giá thực phẩm [đều tăng|cùng tăng] khiến thu nhập thực tế giảm sút.",
            "Các chuyên gia lưu ý việc tăng lương phải đi đôi với kiểm soát giá cả thì mới có ý nghĩa với người làm công ăn lương.",
        ),
        captions=("Công nhân tan ca tại {place.1}. Ảnh: Hải Anh",),
    ),
    Skeleton(
        kicker="Quan hệ lao động",
        titles=(
            "{count.1} công nhân {firm.1} ngừng việc tập thể",
            "Vụ ngừng việc tại {place.1}: hai bên đã đối thoại",
        ),
        lead="Từ {time.1} {date.1}, {count.1} công nhân {firm.1} đóng tại {place.1} ngừng việc tập thể để [yêu cầu|đề nghị] công ty trả đủ tiền thưởng.",
        body=(
            "Theo phản ánh của công nhân, công ty <negation:chưa|đã> trả tiền thưởng cho {count.2} người dù đã hứa từ {month.1}. Mức thưởng theo thỏa ước là {amount.1} mỗi người.",
            "Ngay sau khi nhận tin, {union.1} đã cử cán bộ xuống [hiện trường|nơi xảy ra sự việc] nắm bắt tình hình. Ông {person.1}, Phó Chủ tịch {union.1}, đã trực tiếp gặp gỡ công nhân.",
            "Đại diện công ty, bà {person.2} <negation:phủ nhận|xác nhận> thông tin cho rằng doanh nghiệp sẽ đóng cửa. “<quote:Đơn hàng của chúng tôi vẫn ổn định đến hết quý sau|Đơn hàng của chúng tôi đã giảm một nửa từ quý trước>”, bà nói.",
            "Sau hơn {count.3} phút đối thoại, công ty [đồng ý|chấp thuận] trả {percent.1} tiền thưởng trước {date.2}, phần còn lại trả trước {date.3}.",
            "Đến {time.2} cùng ngày, phần lớn công nhân đã [trở lại|quay lại] làm việc. Sự việc <negation:không|đã> gây thiệt hại về tài sản.",
            "Công nhân cần tư vấn có thể gọi số {phone.1} của văn phòng công đoàn.",
        ),
        spare=(
            "Đây là vụ ngừng việc thứ tư trên địa bàn kể từ đầu năm, phần lớn xuất phát từ tiền lương và tiền thưởng.",
            "Một số công nhân cho hay bữa ăn ca cũng cần được cải thiện vì thực đơn [lặp đi lặp lại|ít thay đổi].",
        ),
        captions=(
            "Cán bộ công đoàn đối thoại với công nhân. Ảnh: Thu Trang",
            "Cổng {firm.1} sáng {date.1}.",
        ),
    ),
    Skeleton(
        kicker="Đại hội Công đoàn",
        titles=(
            "Đại hội {union.1} {term.1} bầu {count.1} ủy viên",
            "Khai mạc Đại hội {union.1} nhiệm kỳ mới",
        ),
        lead="Trong hai ngày, Đại hội {union.1} {term.1} đã [diễn ra|được tổ chức] với sự tham dự của {count.2} đại biểu.",
        body=(
            "Đại hội đã bầu Ban Chấp hành gồm {count.1} đồng chí. Đồng chí {person.1} được bầu giữ chức Chủ tịch với {percent.1} số phiếu; đồng chí {person.2} và đồng chí {person.3} giữ chức Phó Chủ tịch.",
            "Báo cáo chính trị nêu rõ, nhiệm kỳ qua các cấp công đoàn đã kết nạp {count.3} đoàn viên, [thành lập|lập mới] {count.4} công đoàn cơ sở. Có {percent.2} doanh nghiệp ký thỏa ước lao động tập thể.",
            "Tuy vậy, hoạt động ở một số nơi còn [hình thức|mang tính hình thức], việc đối thoại định kỳ <negation:chưa|đã> được thực hiện đầy đủ.",
            "Phát biểu chỉ đạo, đồng chí {person.4}, Phó Chủ tịch Tổng Liên đoàn Lao động Việt Nam, đề nghị công đoàn [hướng mạnh|hướng nhiều hơn] về cơ sở, lấy quyền lợi đoàn viên làm trung tâm.",
            "Đại hội thông qua Nghị quyết {document.1} với các chỉ tiêu: mỗi năm phát triển {count.5} đoàn viên; hỗ trợ nhà ở {amount.1} một căn.",
            "Đại hội nhận được {count.6} ý kiến góp ý và [trao|tặng] bằng khen cho {count.7} tập thể.",
        ),
        spare=(
            "Trước giờ khai mạc, đoàn đại biểu đã dâng hương tưởng niệm các anh hùng liệt sĩ.",
            "Chương trình văn nghệ chào mừng do chính đoàn viên biểu diễn đã để lại nhiều ấn tượng đẹp.",
        ),
        captions=("Ban Chấp hành khóa mới ra mắt Đại hội.",),
    ),
    Skeleton(
        kicker="An toàn lao động",
        titles=(
            "Tai nạn lao động tại {firm.1}, {count.1} người bị thương",
            "Điều tra vụ tai nạn ở {place.1}",
        ),
        lead="Khoảng {time.1} {date.1}, một vụ tai nạn lao động xảy ra tại {firm.1} ({place.1}) làm {count.1} công nhân <sense:bị thương|tử vong>.",
        body=(
            "Theo thông tin ban đầu, khi công nhân đang vận hành máy ép thì xảy ra sự cố. Nạn nhân nặng nhất là anh {person.1}, quê ở {place.2}, bị đa chấn thương.",
            "Các nạn nhân được đưa đi cấp cứu [ngay|lập tức]. Đến {time.2} {date.2}, sức khỏe của họ đã ổn định, <negation:không|vẫn> có người nguy kịch.",
            "{union.1} đã đến thăm, hỗ trợ ban đầu mỗi gia đình {amount.1}. Công ty hỗ trợ thêm {amount.2} và [cam kết|hứa] lo toàn bộ viện phí.",
            "Ông {person.2}, Chủ tịch công đoàn cơ sở, [nói|cho hay]: “<quote:Máy đã được kiểm định đúng hạn|Máy đã quá hạn kiểm định gần ba tháng>”.",
            "Theo báo cáo {document.1}, trong {month.1} cả nước xảy ra {count.2} vụ tai nạn lao động, giảm {percent.1} so với cùng kỳ.",
            "Cơ quan chức năng đang [làm rõ|điều tra] nguyên nhân vụ việc.",
        ),
        spare=(
            "Công đoàn khuyến cáo người sử dụng lao động rà soát quy trình vận hành, huấn luyện lại cho công nhân trước khi cho máy hoạt động trở lại.",
            "Chế độ tai nạn lao động sẽ được cơ quan bảo hiểm xã hội giải quyết theo quy định.",
        ),
        captions=("Hiện trường vụ tai nạn. Ảnh: CTV",),
    ),
    Skeleton(
        kicker="Nhà ở công nhân",
        titles=(
            "Khởi công khu nhà ở cho công nhân tại {place.1}",
            "{place.1} có thêm {count.1} căn hộ cho công nhân",
        ),
        lead="{date.1}, khu thiết chế công đoàn tại {place.1} được khởi công với tổng vốn {amount.1}, dự kiến [hoàn thành|xong] vào {month.1}.",
        body=(
            "Dự án có {count.1} căn hộ diện tích từ 35 m2 đến 60 m2, giá bán [dự kiến|ước tính] {amount.2} một căn. Người mua được vay tối đa {percent.1} giá trị căn hộ.",
            "Ông {person.1}, Trưởng Ban Quản lý dự án, [khẳng định|quả quyết] công trình sẽ bàn giao đúng hẹn. Đơn vị thi công là {firm.1}.",
            "Theo bà {person.2}, Chủ tịch {union.1}, trên địa bàn còn {count.2} công nhân phải thuê trọ với giá {amount.3}/tháng. Nhiều phòng trọ <negation:không|> đủ ánh sáng và nước sạch.",
            "“<quote:Có nhà rồi chúng tôi mới yên tâm gắn bó với công ty|Có nhà rồi nhưng chúng tôi vẫn phải đi làm xa>”, anh {person.3}, công nhân ở trọ {count.3} năm, tâm sự.",
            "Quyết định {document.1} cho phép người thu nhập thấp [được miễn|miễn] một phần tiền sử dụng đất.",
            "Hồ sơ đăng ký nhận tại văn phòng công đoàn, hạn cuối là {date.2}; điện thoại liên hệ {phone.1}.",
        ),
        spare=(
            "Quanh khu nhà sẽ có trường mầm non, siêu thị, sân thể thao và nhà văn hóa phục vụ công nhân.",
            "Các ngân hàng cam kết dành gói tín dụng ưu đãi cho người mua nhà lần đầu.",
        ),
        captions=("Phối cảnh khu nhà ở công nhân.", "Lễ khởi công tại {place.1}."),
    ),
    Skeleton(
        kicker="Bảo hiểm xã hội",
        titles=(
            "{firm.1} nợ bảo hiểm xã hội {amount.1}",
            "Hàng trăm lao động mòn mỏi chờ chốt sổ bảo hiểm",
        ),
        lead="{firm.1} tại {place.1} nợ bảo hiểm xã hội của {count.1} người lao động với số tiền {amount.1}, kéo dài từ {month.1}.",
        body=(
            "Chị {person.1}, làm việc ở công ty {count.2} tháng, cho biết chị sinh con nhưng <negation:không|đã> được hưởng chế độ thai sản. “<quote:Tôi đã gửi đơn nhiều lần mà công ty im lặng|Tôi đã gửi đơn và được công ty trả lời ngay>”, chị kể.",
            "Bảo hiểm xã hội {place.1} đã có văn bản {document.1} [đôn đốc|nhắc nhở] doanh nghiệp đóng tiền, đồng thời kiến nghị xử phạt {amount.2}.",
            "Ông {person.2}, Chủ tịch {union.1}, [cho biết|thông tin]: công đoàn đang thu thập ủy quyền của {count.3} người để khởi kiện ra tòa.",
            "Phía công ty <negation:bác bỏ|thừa nhận> việc trích tiền của người lao động mà không nộp, và xin [khất|hẹn] đến {date.1}.",
            "Tính đến {date.2}, toàn tỉnh còn {count.4} đơn vị nợ kéo dài, tổng số tiền {amount.3}, chiếm {percent.1} số phải thu.",
        ),
        spare=(
            "Luật sư cho rằng hành vi trốn đóng có thể bị xử lý hình sự nếu đã bị xử phạt hành chính mà còn vi phạm.",
            "Người lao động nên tra cứu quá trình đóng trên ứng dụng để kịp thời phát hiện sai sót.",
        ),
        captions=("Người lao động nộp đơn kiến nghị.",),
    ),
    Skeleton(
        kicker="Văn hóa - thể thao",
        titles=(
            "Hội thao công nhân {place.1}: {union.1} giành giải nhất",
            "Sôi nổi hội thao công nhân viên chức lao động",
        ),
        lead="Hội thao công nhân viên chức lao động {place.1} {term.1} khép lại {date.1} sau {count.1} trận đấu.",
        body=(
            "Hội thao thu hút {count.2} vận động viên của {count.3} đơn vị, tranh tài ở các môn bóng đá, cầu lông, kéo co, [chạy việt dã|chạy bộ].",
            "Kết quả, {union.1} giành giải <fact:nhất|nhì> toàn đoàn, {union.2} [xếp|đứng] {ordinal.1}. Đội bóng của {firm.1} thắng đội chủ nhà <fact:2-1|3-1> ở trận chung kết.",
            "Cầu thủ {person.1} ghi bàn ở phút thứ {count.4}. Vận động viên {person.2} được [bầu chọn|chọn] là gương mặt xuất sắc.",
            "Bà {person.3}, Trưởng ban tổ chức, [đánh giá|nhận xét] giải năm nay có chất lượng chuyên môn <sense:cao|thấp> hơn mọi năm.",
            "Ban tổ chức trao giải thưởng trị giá {amount.1} cho đội vô địch; mỗi đội tham gia nhận {amount.2}.",
            "Hội thao {term.2} dự kiến tổ chức vào {month.1}.",
        ),
        spare=(
            "Không khí trên khán đài luôn náo nhiệt nhờ tiếng trống và những điệu múa cổ động của công nhân.",
            "Nhiều công nhân tranh thủ tập luyện sau giờ tan ca suốt nhiều tuần để có mặt ở vòng chung kết.",
        ),
        captions=("Các vận động viên nhận cúp. Ảnh: Ngọc Tú",),
    ),
    Skeleton(
        kicker="Chính sách mới",
        titles=(
            "Từ {date.1}, mức hỗ trợ đoàn viên tăng lên {amount.1}",
            "Quy định mới về chi hỗ trợ đoàn viên công đoàn",
        ),
        lead="Tổng Liên đoàn vừa ban hành Quyết định {document.1} về chi hỗ trợ đoàn viên, [áp dụng|có hiệu lực] từ {date.1}.",
        body=(
            "Theo đó, đoàn viên bị tai nạn lao động nặng được hỗ trợ {amount.1}; đoàn viên bị mất việc được hỗ trợ {amount.2} một lần.",
            "Người lao động <negation:không|> phải là đoàn viên cũng được xem xét với mức bằng {percent.1} nêu trên.",
            "Hồ sơ gồm đơn đề nghị và giấy tờ [liên quan|cần thiết], nộp tại công đoàn cơ sở. Thời hạn giải quyết là {count.1} ngày làm việc kể từ ngày nhận đủ hồ sơ.",
            "Hướng dẫn {document.2} nêu rõ nguồn kinh phí lấy từ quỹ của công đoàn cấp trên, <sense:tối đa|tối thiểu> {percent.2} số thu trong năm.",
            "Bà {person.1}, Phó Trưởng Ban Chính sách, [lưu ý|nhắc] các đơn vị chi đúng đối tượng, công khai, minh bạch.",
            "Mọi vướng mắc phản ánh về {union.1} qua số {phone.1} trước {date.2}.",
        ),
        spare=(
            "So với quy định cũ, thủ tục đã được rút gọn, không cần xác nhận của chính quyền địa phương.",
            "Các cấp công đoàn được yêu cầu phổ biến quy định đến từng tổ sản xuất.",
        ),
        captions=(),
    ),
    Skeleton(
        kicker="Gương sáng",
        titles=("Nữ công nhân {person.1} và {count.1} sáng kiến", "Người thợ giỏi của {firm.1}"),
        lead="Gần hai mươi năm đứng máy, chị {person.1} ở {firm.1} có {count.1} sáng kiến, [làm lợi|tiết kiệm] cho công ty {amount.1}.",
        body=(
            "Sinh năm 1985 tại {place.1}, chị {person.1} vào làm công nhân từ khi vừa [học xong|tốt nghiệp] phổ thông. Lương tháng đầu tiên của chị chỉ {amount.2}.",
            "Thấy máy cắt hay bị kẹt, chị [mày mò|tự] tìm cách sửa. Sau {count.2} lần thử, năng suất của tổ <sense:tăng|giảm> {percent.1}.",
            "“<quote:Tôi chỉ nghĩ làm sao cho chị em đỡ vất vả|Tôi chỉ muốn công ty tăng lương cho chị em>”, chị [cười|nói].",
            "Ông {person.2}, quản đốc phân xưởng, nhận xét chị <negation:chưa|> bao giờ than phiền dù việc nhiều.",
            "{date.1}, chị được {union.1} tặng danh hiệu “Lao động giỏi, lao động sáng tạo” kèm phần thưởng {amount.3}.",
            "Hiện chị đang [kèm cặp|hướng dẫn] {count.3} công nhân trẻ.",
        ),
        spare=(
            "Ở nhà, chị là người mẹ của hai con nhỏ, chồng làm thợ xây nên hay vắng nhà.",
            "Đồng nghiệp quý chị vì tính tình xởi lởi, ai nhờ việc gì cũng giúp.",
        ),
        captions=("Chị {person.1} bên dây chuyền sản xuất. Ảnh: NVCC",),
    ),
    Skeleton(
        kicker="Pháp luật",
        titles=(
            "Tòa tuyên {firm.1} bồi thường {amount.1} cho người lao động",
            "Thắng kiện sau hai năm bị sa thải",
        ),
        lead="{date.1}, Tòa án nhân dân {place.1} tuyên buộc {firm.1} [bồi thường|đền bù] {amount.1} cho ông {person.1} vì sa thải trái luật.",
        body=(
            "Theo hồ sơ, ông {person.1} ký hợp đồng không thời hạn từ {month.1}, lương {amount.2} một tháng. {date.2}, ông bị công ty cho thôi việc với lý do [cắt giảm|thu hẹp] sản xuất.",
            "Hội đồng xét xử nhận định công ty <negation:không|đã> báo trước {count.1} ngày theo quy định, cũng không trao đổi với công đoàn cơ sở.",
            "Luật sư {person.2} của {union.1} bảo vệ [quyền lợi|lợi ích] cho ông {person.1} [miễn phí|giúp].",
            "Tòa <negation:chấp nhận|không chấp nhận> yêu cầu nhận lại làm việc và buộc trả {count.2} tháng tiền lương, tương đương {percent.1} số tiền ông đòi.",
            "Đại diện công ty cho biết sẽ kháng cáo trong {count.3} ngày. Bản án {document.1} chưa có hiệu lực.",
        ),
        spare=(
            "Từ vụ việc, luật sư khuyên người lao động giữ lại hợp đồng, bảng lương và mọi văn bản trao đổi với công ty.",
            "Trước đó hai lần hòa giải ở cơ sở đều không thành.",
        ),
        captions=("Ông {person.1} tại phiên tòa.",),
    ),
    Skeleton(
        kicker="Dịch vụ cho đoàn viên",
        titles=(
            "Mở {count.1} siêu thị 0 đồng cho công nhân {place.1}",
            "Phiên chợ nghĩa tình ở {place.1}",
        ),
        lead="{union.1} phối hợp với {firm.1} mở phiên chợ cho công nhân tại {place.1}, [phục vụ|đón] {count.2} lượt người từ {date.1} đến {date.2}.",
        body=(
            "Phiên chợ mở cửa từ {time.1} đến {time.2} hằng ngày, bán hơn một nghìn mặt hàng với giá giảm {percent.1}.",
            "Mỗi công nhân được nhận phiếu mua hàng {amount.1}, riêng lao động nữ đang nuôi con nhỏ nhận {amount.2}.",
            "Bà {person.1}, Chủ tịch {union.1}, [mong muốn|hy vọng] doanh nghiệp tiếp tục đồng hành cùng công đoàn.",
            "Anh {person.2}, công nhân cơ khí, cho biết hàng hóa ở đây <negation:không|> đắt hơn ngoài chợ, [chất lượng|chất lượng hàng] bảo đảm.",
            "Cuối buổi còn có bốc thăm trúng thưởng: giải nhất trị giá {amount.3}, thuộc về chị {person.3}.",
            "Đây là hoạt động theo kế hoạch {document.1} của Tổng Liên đoàn.",
        ),
        spare=(
            "Khu cắt tóc, sửa xe miễn phí do thanh niên tình nguyện phụ trách lúc nào cũng kín chỗ.",
            "Ban tổ chức bố trí xe đưa đón công nhân ở các khu trọ xa.",
        ),
        captions=(
            "Công nhân chọn hàng tại phiên chợ.",
            "Bà {person.1} trao phiếu mua hàng. Ảnh: Lê Thắm",
        ),
    ),
)
