"""What is tried on a file that a stranger sent: these containers and these codecs, of the hundreds that libav has."""

from __future__ import annotations

CONTAINERS = (
    "mov,mp4,m4a,3gp,3g2,mj2", "matroska,webm", "mp3", "aac", "wav", "w64", "flac", "ogg", "aiff", "caf", "au",
    "amr", "amrnb", "amrwb", "asf", "avi", "mpeg", "mpegts", "flv", "dv",
)  # fmt: skip
SOUND = frozenset({
    "aac", "aac_latm", "ac3", "alac", "amrnb", "amrwb", "dvaudio", "eac3", "flac", "g722", "g726", "g726le", "gsm",
    "gsm_ms", "libopencore_amrnb", "libopencore_amrwb", "libopus", "mp1", "mp1float", "mp2", "mp2float", "mp3",
    "mp3float", "nellymoser",
    "opus", "qcelp", "qdm2", "speex", "truespeech", "vorbis", "wmalossless", "wmapro", "wmav1", "wmav2", "wmavoice",
    "adpcm_ima_qt", "adpcm_ima_wav", "adpcm_ms", "adpcm_swf", "adpcm_yamaha",
    "pcm_alaw", "pcm_bluray", "pcm_dvd", "pcm_f32be", "pcm_f32le", "pcm_f64be", "pcm_f64le", "pcm_mulaw", "pcm_s16be",
    "pcm_s16be_planar", "pcm_s16le", "pcm_s16le_planar", "pcm_s24be", "pcm_s24le", "pcm_s32be", "pcm_s32le", "pcm_s8",
    "pcm_u16le", "pcm_u24le", "pcm_u32le", "pcm_u8",
})  # fmt: skip
PICTURE = frozenset({
    "av1", "dvvideo", "flv", "h263", "h264", "hevc", "libdav1d", "libvpx", "libvpx-vp9", "mjpeg", "mpeg1video",
    "mpeg2video", "mpeg4", "msmpeg4", "msmpeg4v1", "msmpeg4v2", "png", "prores", "qtrle", "rawvideo", "svq1", "svq3",
    "theora", "vc1", "vp8", "vp9", "wmv1", "wmv2", "wmv3",
})  # fmt: skip

OPENING = {
    "format_whitelist": ",".join(CONTAINERS),
    "codec_whitelist": ",".join(sorted(SOUND | PICTURE)),
    "protocol_whitelist": "file",
}
"""How libav is told. A list of addresses that calls itself a film must not make it read other files."""

STATING = frozenset({"mov,mp4,m4a,3gp,3g2,mj2", "matroska,webm", "wav", "w64", "flac", "aiff", "caf", "asf", "avi"})
"""Containers that state their length. That of any other is a guess from its size, and refuses nothing."""
CLOCKLESS = frozenset({"mp3", "aac", "amr", "amrnb", "amrwb", "au", "gsm", "wav", "w64", "aiff", "flac"})
"""Containers without a clock of their own: what libav gives for one is counted from sizes, and goes wrong half-way."""
JUMPING = frozenset({"mpeg", "mpegts", "flv", "dv"})
"""Containers whose clock may begin anywhere and jump, where nothing is missing."""
