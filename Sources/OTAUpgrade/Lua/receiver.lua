-- The board's end of the transfer. The answer to a line is the mark, a verdict and the offset that is expected next:
-- + accepted, - refused, ! the flash refused, with the reason. The answer to an order with number k is =k: and the offset.
-- The check covers the payload, its length and its offset in the image: a Fletcher sum over groups of eight bytes.
-- Accepted bytes wait in m, page by page, until they are written; b is the partial page after them, h pages are written.
otaflash.n,otaflash.y,otaflash.u,otaflash.m,otaflash.b,otaflash.h=0,string.byte,string.sub,{},"",0
function otaflash.v(s,n) local y,u,t,v=otaflash.y,s.."\0\0\0\0\0\0\0",#s-2+n%16381,0 for i=3,#s,8 do local a,b,c,d,e,f,g,h=y(u,i,i+7) a=t+a b=a+b c=b+c d=c+d e=d+e f=e+f g=f+g t=g+h v=v+a+b+c+d+e+f+g+t end return (t+v*3)%16381 end
-- intact(s): whether a line's check is right.
function otaflash.intact(s) local o=otaflash return s and #s>2 and o.y(s)*128+o.y(s,2)-16512==o.v(s,o.n) end
-- take(s): keeps a line if its check is right; the verdict. Nothing counts before the last assignment, which cannot fail.
function otaflash.take(s) local o=otaflash if not o.intact(s) then return "-" end local b,p=o.b..o.u(s,3) if #b>255 then p,b=o.u(b,1,256),o.u(b,257) o.m[#o.m+1]=p end o.b,o.n=b,o.n+#s-2 return "+" end
-- put(b): writes b to flash; an error has no position in front.
function otaflash.put(b) local ok,m=pcall(otaflash.sink or otaupgrade.write,b) if not ok then error(m,0) end end
-- flush(all): writes complete pages, and with all the partial page after them. Nothing is written twice.
function otaflash.flush(all) local o=otaflash while o.h<#o.m do o.put(o.m[o.h+1]) o.h=o.h+1 end o.m,o.h={},0 if all and o.b~="" then o.put(o.b) o.b="" end end
-- answer(r, k): the verdict r on a line, or the answer to order k, which tells the dead-man timer that the host is alive.
function otaflash.answer(r,k) local o=otaflash o.order=k or o.order if k and #r<2 then r="="..k..":" end print(o.t..r..o.n) end
-- finish(r, k, all): writes and answers.
function otaflash.finish(r,k,all) local ok,m=pcall(otaflash.flush,all) if not ok then r="!"..m.."!" end otaflash.answer(r,k) end
-- w takes a line, W takes a line and writes complete pages, E writes all that is left.
function otaflash.w(s,k) otaflash.answer(otaflash.take(s),k) end
function otaflash.W(s,k) otaflash.finish(otaflash.take(s),k) end
function otaflash.E(s,k) otaflash.finish("+",k,true) end
-- The two that take lines have one-letter globals during the transfer; undo restores the earlier values of these.
if not otaflash.undo then local v,V=w,W function otaflash.undo() w,W=v,V end end w,W=otaflash.w,otaflash.W
