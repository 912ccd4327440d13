// What a test needs comes with one import: images for the board, and the transport to talk to it.
@_exported public import ESPImage
@_exported public import TransportCore
