// What an upgrade needs comes with one import: images, ports, and the words of results.
@_exported public import ESPImage
@_exported public import LuaREPL
@_exported public import TransportCore
@_exported public import TransportPosix
