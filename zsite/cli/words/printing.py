"""What `zsite guide` says."""

from collections.abc import Mapping

PRINTING: Mapping[str, Mapping[str, str]] = {
    "guide": {
        "en": "Make the printed guides that zsite.yaml declares.",
        "zh": "生成 zsite.yaml 里列出的印刷资料（投资指南、项目册、一页纸等）。",
    },
    "guide_made": {"en": "  made  {path}", "zh": "  生成  {path}"},
    "guides_done": {
        "en": "Files for print: {files}, {size} MB; {made} made in {seconds} s.",
        "zh": "印刷资料共{files}个文件，{size} MB：生成{made}个，用时{seconds}秒。",
    },
    "guides_stand": {
        "en": "Not made: what was there stands until the errors are mended.",
        "zh": "没有生成：改正错误以前，原来的文件不变。",
    },
    "preflight_stitched": {
        "en": " ({pages} when stitched)",
        "zh": "（骑马订按{pages}页）",
    },
    "preflight": {
        "en": "  {path}: {pages} pages{stitched} of {size}, fonts: {fonts}, "
        "pictures: {pictures} (the coarsest {dpi} dpi), at most {ink} % ink, problems: {problems}",
        "zh": "  {path}：{pages}页{stitched}，{size}，字体：{fonts}，"
        "图片{pictures}张（最低{dpi} dpi），最大墨量{ink}%，问题{problems}个",
    },
    "press": {
        "en": "Files for the printer in press/NAME: bleed, crop marks, inks by the ICC profile; "
        "and a preflight.",
        "zh": "为印刷厂生成 press/名称 里的文件（出血、裁切线、转成 CMYK），并做印前检查。",
    },
    "cover": {
        "en": "The cover as one sheet: back, spine, front; in press/NAME.",
        "zh": "把封底、书脊、封面拼成一张，放进 press/名称。",
    },
    "booklet": {
        "en": "Pages arranged for an office printer, to fold and staple; in press/NAME.",
        "zh": "为办公打印机拼版，双面打印后对折装订，放进 press/名称。",
    },
    "preview": {
        "en": "Each page as a picture, in press/NAME; the site is not built.",
        "zh": "把每一页存成图片，放进 press/名称；不生成网站。",
    },
}
