"""What `zsite serve` says."""

from collections.abc import Mapping

SERVING: Mapping[str, Mapping[str, str]] = {
    "serve": {
        "en": "Show the site in the browser while it is written: every save appears at once.",
        "zh": "边写边看：在浏览器里预览网站，每次保存马上显示。",
    },
    "port": {
        "en": "The first port to try; the next free one is taken.",
        "zh": "从哪个端口试起；被占用就用下一个。",
    },
    "open": {"en": "Open the browser.", "zh": "打开浏览器。"},
    "lan": {
        "en": "Let phones in the local network in, with a QR code; editing stays on this machine.",
        "zh": "允许局域网里的手机扫码查看；编辑只能在本机。",
    },
    "poll": {
        "en": "Look at the files again and again, where a network drive does not tell of changes.",
        "zh": "定时查看文件：用于不通知变化的网络盘。",
    },
    "serve_started": {
        "en": "The preview is at {url} (Ctrl-C ends it).",
        "zh": "预览地址：{url} （按 Ctrl-C 结束）",
    },
    "serve_phone": {
        "en": "For phones in the local network: {url}",
        "zh": "局域网里的手机：{url}",
    },
    "serve_no_network": {
        "en": "This machine is in no network now: the preview is for this machine only.",
        "zh": "本机现在没有连接网络：预览只能在本机看。",
    },
    "serve_built": {
        "en": "Shown: {made} files made in {seconds} s.",
        "zh": "已更新：重做{made}个文件，用时{seconds}秒。",
    },
    "serve_stands": {
        "en": "The last preview stands until the errors are mended.",
        "zh": "改正错误以前，预览保持上一次的样子。",
    },
    "serve_over": {"en": "The preview has ended.", "zh": "预览已结束。"},
}
